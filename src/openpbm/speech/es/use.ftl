use-intended = OpenPBM sirve para planificar y para aprender; no es un producto sanitario y no hace ningún diagnóstico.
use-translated = Traducido por este proyecto, no revisado por un clínico.
