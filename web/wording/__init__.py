"""What is said in French: words, dates, figures, sentences of errors. Pure functions."""
