validation-install = instálelo con: pip install 'openpbm[validation]'
validation-no_engine = no hay motor de rayos (embreex) para esta máquina
validation-photons = error estándar de los fotones { $error }%
