locals {
  x = terraform_data
}
