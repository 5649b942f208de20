# Una máscara que usa un programa de este ordenador la dejan en paz los demás.

mask_held-in_use = { $name }: se encontró otro programa de aquí que usa esta máscara, como una sesión abierta; se esperaba que terminara antes, o perdería su luz
