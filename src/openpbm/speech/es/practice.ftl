# La práctica con una máscara que no luce: qué se dice de ella, y de la que se imita aquí.

practice-unkept = Esto es una práctica: nada luce y nada se guarda de ella.
practice-counts_nothing = Fue una práctica: nada lució y no cuenta para nada.
practice-end_stopped = Detenida.
practice-end_silence = Apagada: la máscara no respondió durante un segundo.
practice-end_link = Apagada: se perdió la conexión.
practice-end_done_unseen = Terminado. Una parte no se vio.
practice-not_played = --device demo: no se encontró ninguna máscara imitada aquí; se esperaba una: openpbm device demo { $plan }, en otro terminal
practice-gone = no se encontró ninguna máscara imitada aquí ({ $why }); se esperaba una: openpbm device demo PLAN.json, en otro terminal
