# Lo que una máscara espera antes de que haya luz, según lo que ella dice.

waiting-shield = Todavía no: el protector de los ojos está abierto. Ciérrelo y luego continúe.
waiting-fit = Todavía no: la máscara no está puesta. Póngasela y luego continúe.
waiting-button = Todavía no: el botón de la máscara está pulsado. Suéltelo y luego continúe.
waiting-charging = Todavía no: el cargador está enchufado. Desenchúfelo y luego continúe.
