resource "terraform_data" "by_second" {
  provider = terraform.third
}
