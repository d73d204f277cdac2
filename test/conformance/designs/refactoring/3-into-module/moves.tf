moved {
  from = terraform_data.network
  to   = module.site.terraform_data.network
}
moved {
  from = terraform_data.host
  to   = module.site.terraform_data.host
}
moved {
  from = terraform_data.firewall
  to   = module.site.terraform_data.firewall
}
