"""How somebody signs in, in her own hands: password, second step, passkeys, devices."""
