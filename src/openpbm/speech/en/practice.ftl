# Practice with a mask that does not shine: what is said of it, and of the one that is played here.

practice-unkept = This is practice: nothing shines, and nothing is kept of it.
practice-counts_nothing = That was practice: nothing shone, and it counts for nothing.
practice-end_stopped = Stopped.
practice-end_silence = Dark: the mask did not answer for a second.
practice-end_link = Dark: the connection is gone.
practice-end_done_unseen = Over. Part of it nobody saw.
practice-not_played = --device demo: found no mask that is played here; expected one: openpbm device demo { $plan }, in another terminal
practice-gone = found no mask that is played here ({ $why }); expected one: openpbm device demo PLAN.json, in another terminal
