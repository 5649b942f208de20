"""What was delivered: sessions and doses out of light events, and planned against done."""
