resource "terraform_data" "x" { count = length(terraform_data.made.output) }
resource "terraform_data" "later" { input = timestamp() }
resource "terraform_data" "y" { count = length(terraform_data.later.output) }
