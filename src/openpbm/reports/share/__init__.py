"""What a person hands to a carer or doctor: read-only, chosen part by part, with a last day."""
