# What this software is for.

use-intended = OpenPBM is for planning and education; it is not a medical device and makes no diagnosis.
# Empty in the language that it was written in.
use-translated = { "" }
