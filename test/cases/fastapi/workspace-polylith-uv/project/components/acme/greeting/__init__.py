from acme.greeting.core import hello
