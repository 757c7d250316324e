"""Where one goes: addresses of the site, those of other sites, and the pages that lead nowhere."""
