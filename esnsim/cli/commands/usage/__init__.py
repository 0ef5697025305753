"""Commands about usage exports of an organisation."""
