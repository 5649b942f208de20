# What is said aloud during a session: short, for somebody whose eyes are closed.

voice-ready_by_hand = Goggles on, eyes closed. { $minutes ->
        [one] Up to one minute.
       *[other] Up to { $minutes } minutes.
    } I count to five; then switch on.
voice-ready = Goggles on, eyes closed. { $minutes ->
        [one] Up to one minute.
       *[other] Up to { $minutes } minutes.
    } I count to five; then it shines.
voice-begin = Press Enter to begin.
voice-number = { $number }
voice-on = Switch on now.
voice-light = Light.
voice-minutes = { $minutes ->
        [one] One minute left.
       *[other] { $minutes } minutes left.
    }
    .late = { $minutes ->
        [one] Less than one minute left.
       *[other] Less than { $minutes } minutes left.
    }
voice-half = Half a minute.
    .late = Less than half a minute.
voice-off = Off now. Press when it is dark.
voice-off_connected = Time is over. If it shines, take it off.
voice-paused = Paused. It is dark.
voice-unfit = Dark. Look at eyes and mask.
voice-stopped = Stopped. It is dark.
voice-fault = Stopped. Take the mask off.
voice-over = Done. It is dark.
voice-over_unseen = Over. It is dark. Part of the light went unseen.
voice-next = Done. It is dark. Next: { $part }.
voice-next_unseen = Over. It is dark. Part of the light went unseen. Next: { $part }.
voice-part = { $part }
voice-lost_count = The program is silent. Leave the mask off.
voice-lost_count_by_hand = The program is silent. Do not switch on.
voice-lost_by_hand = The program is silent. I go on counting.
voice-dark_unheard = It is dark. I tell the program when it answers.
voice-ended = The program ends. Switch off now.
voice-lost = The program is silent. If it shines, take it off.

## Before the light: is it heard?

voice-trial = This is how it sounds.
voice-heard_terminal = Did you hear the bell or the voice?
voice-no_program = There is no voice on this machine ({ $programs } would be one), so the bell alone calls you.
voice-unheard = Without a sound nobody behind goggles knows when the time is over: turn the volume up and begin anew, or set an alarm and have it beside you.
voice-trial_page = This is how I sound. Turn it up until you hear it well.
voice-output_changed = The sound now comes from elsewhere.
