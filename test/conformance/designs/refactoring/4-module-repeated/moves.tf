moved {
  from = module.site
  to   = module.office["sh"]
}
