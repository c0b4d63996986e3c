"""A survey on paper: printed, to be read by a machine later, and as a form that is filled in on a screen."""
