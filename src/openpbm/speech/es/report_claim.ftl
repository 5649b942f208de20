report_claim-uncarried = ningún ensayo la respalda: { $known }
report_claim-stock = una frase hecha del comercio
report_claim-stronger = ninguna curva de dosis predice un estudio apartado; theory 10.5
report_claim-added = la tabla de pruebas no contiene ningún ensayo que añada LED a las microagujas o a un peeling
report_claim-mechanism = un mecanismo en células no es un efecto en personas
