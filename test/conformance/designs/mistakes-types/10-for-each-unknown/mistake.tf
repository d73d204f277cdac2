resource "terraform_data" "later" { input = "x" }
resource "terraform_data" "x" { for_each = toset([terraform_data.later.id]) }
