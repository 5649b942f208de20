# Why a claim may not be made.

report_claim-uncarried = no trial carries it: { $known }
report_claim-stock = a stock phrase of the trade
report_claim-stronger = no dose curve foretells a left-out study; theory 10.5
report_claim-added = no trial adding LED to microneedling or to a peel is in the evidence table
report_claim-mechanism = a mechanism from cells is no effect in people
