module "with_provider" {
  source = "./p"
  count  = 1
}
