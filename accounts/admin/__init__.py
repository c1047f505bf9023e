"""Master data in Django's own admin: the site, the base of its pages, rows from and to sheets."""
