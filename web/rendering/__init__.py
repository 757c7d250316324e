"""From what was read to what is answered: templates, static files, ETags, QR codes, pages of errors."""
