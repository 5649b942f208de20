# Who was in a study, and how well it was read.

study-type = skin type { $type }
study-types = skin types { $first }-{ $last }
study-types_all = all skin types
study-types_unread = skin types not read
study-ages = aged { $youngest } to { $oldest }
study-mean_age = aged { $age } on average
study-ages_unread = ages not read
study-from_memory = from memory, no evidence
study-recalled = { $text } ({ $label })
study-measure_recalled = a measure known from memory only
study-uncontrolled = it had no untreated or sham control
study-weak_control = its comparison is too weak to show that light did it
study-dose_range = its dose is known only as a range
study-dose_in_part = its dose is flagged or was read only in part
