"""What a photo of a face says, and what it does not: landmarks, colour, an honest test."""
