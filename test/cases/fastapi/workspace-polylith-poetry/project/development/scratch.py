from acme import greeting
