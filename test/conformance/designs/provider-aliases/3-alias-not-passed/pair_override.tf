module "pair" {
  providers = {
    terraform = terraform.third
  }
}
