"""A planned trial as a page: how many, what each loss costs, dose at depth, what is asked first."""
