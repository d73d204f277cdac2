b = 13
undeclared = "warned of"
