data "terraform_data" "x" {}
