# Why a session is dark, and what to do: by the id of its end.

end-done = Done. All of today's light is given.
end-stopped = Stopped. What you had counts; nothing is added to the next session.
end-paused = Paused. The mask is dark; go on with the rest when you are ready.
end-paused_too_long = The pause was longer than 30 min, so this session is over.
end-screen = Not started, because something changed since the plan. Make a new plan first.
end-shield = Dark: the eye shield is open. Put it right, then go on.
end-fit = Dark: the mask has slipped. Put it right, then go on.
end-silence = Dark: the mask did not answer for a second. What it may have given counts.
end-link = Dark: the connection is gone. What the mask may have given counts.
end-noise = Dark: the connection is disturbed. Go on with the rest when you are ready.
end-no_light = Dark: the mask did not start. Try again.
end-hot = Stopped: the mask got too warm. Let it cool, and look for what covers it.
end-sensor = Stopped: a temperature sensor is not to be trusted. Have the mask checked.
end-stuck_on = Stopped: a light stayed on by itself. Unplug the mask and do not use it.
end-output = Stopped: the light was stronger than planned. Have the mask checked.
end-timer = Stopped: the mask's own 30 min are over.
end-clock = Stopped: the clocks of mask and computer disagree.
end-count = Stopped: the mask's count of its light does not add up.
end-overrun = Stopped: the mask gave more than it was asked for.
end-limits = Not started: this is not the mask of the plan, or its limits are looser.
end-not_recorded = Stopped: the record could not be written. Free some space on the disk.
end-too_long = Stopped: the light is far weaker than planned. Have the mask checked.
