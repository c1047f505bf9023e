"""The trigger that keeps the name grams: no write of a name can forget them."""

import pgtrigger

# One- and two-character grams of a name, each once; equality on them finds Chinese names.
GRAMS_OF = """
SELECT DISTINCT substr(p.name, i, n), p.site_id, p.id
FROM {rows} p, generate_series(1, 2) n, generate_series(1, char_length(p.name) - n + 1) i
"""
INSERT = f"INSERT INTO residents_namegram (gram, site_id, person_id) {GRAMS_OF};"
CHANGED = (
    "(SELECT new_values.* FROM new_values JOIN old_values USING (id) "
    "WHERE (new_values.name, new_values.site_id) <> (old_values.name, old_values.site_id))"
)


def name_gram_triggers() -> list[pgtrigger.Trigger]:
    """Statement triggers: one INSERT or DELETE for a whole batch."""
    return [
        pgtrigger.Trigger(
            name="grams_added",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=pgtrigger.Insert,
            referencing=pgtrigger.Referencing(new="new_values"),
            func=f"{INSERT.format(rows='new_values')} RETURN NULL;",
        ),
        pgtrigger.Trigger(
            name="grams_changed",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=pgtrigger.Update,
            referencing=pgtrigger.Referencing(old="old_values", new="new_values"),
            func=(
                f"DELETE FROM residents_namegram WHERE person_id IN (SELECT id FROM {CHANGED} c); "
                f"{INSERT.format(rows=CHANGED)} RETURN NULL;"
            ),
        ),
        pgtrigger.Trigger(
            name="grams_removed",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=pgtrigger.Delete,
            referencing=pgtrigger.Referencing(old="old_values"),
            func=(
                "DELETE FROM residents_namegram WHERE person_id IN (SELECT id FROM old_values); "
                "RETURN NULL;"
            ),
        ),
    ]
