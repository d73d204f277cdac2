resource "terraform_data" "b" { input = 1, triggers_replace = 2 }
