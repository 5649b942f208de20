# What a mask waits for before there is any light, by the id of what it tells.

waiting-shield = Not yet: the eye shield is open. Close it, then go on.
waiting-fit = Not yet: the mask is not on your face. Put it on, then go on.
waiting-button = Not yet: the mask's button is pressed. Let go of it, then go on.
waiting-charging = Not yet: the charger is plugged in. Unplug it, then go on.
