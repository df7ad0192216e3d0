"""Collections, clones, and questions to many documents."""
