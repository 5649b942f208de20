"""What a submission asks of a mask, each line shown, claimed or missing."""
