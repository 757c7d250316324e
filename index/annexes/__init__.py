"""What is read by its key and never searched: labour figures, the training offer, who is near, aids."""
