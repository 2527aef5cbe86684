"""A chat service in miniature, in this very process: the bot without any account."""
