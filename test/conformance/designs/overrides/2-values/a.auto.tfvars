b = 12
c = ["list", { of = "things" }]
