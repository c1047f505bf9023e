"""Figures as pages show them: `rows` behind one, `sheets` for export, `sites` compared."""
