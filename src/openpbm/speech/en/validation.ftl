# Why a comparison could not be run, and how sure it is.

validation-install = install with: pip install 'openpbm[validation]'
validation-no_engine = no ray engine (embreex) for this machine
validation-photons = standard error of the photons { $error }%
