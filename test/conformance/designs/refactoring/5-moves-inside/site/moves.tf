moved {
  from = terraform_data.firewall
  to   = module.rules.terraform_data.this
}
