compare-no_irradiance = nadie indica su intensidad ({ $channels })
