"""What people wrote -> the nouns of the domain. The only room that opens inputs."""
