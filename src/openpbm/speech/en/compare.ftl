# Masks side by side.

compare-no_irradiance = nobody states how strong it is ({ $channels })
