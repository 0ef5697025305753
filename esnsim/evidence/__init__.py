"""What the model gets right: stylised facts of real networks as executable checks, and what they say of the model."""
