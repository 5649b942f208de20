"""A light source against the standards: IEC 62471 and ICNIRP, value by value. Theory 8."""
