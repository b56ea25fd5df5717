"""Commands about the installation itself: demonstration, migrations, server, doctor."""
