a = "tfvars"
b = "11"
