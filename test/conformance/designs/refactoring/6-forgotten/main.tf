variable "names" {
  type    = list(string)
  default = ["alpha", "beta", "gamma"]
}

removed {
  from = module.office.terraform_data.host
  lifecycle {
    destroy = false
  }
}

removed {
  from = module.office
  lifecycle {
    destroy = true
  }
}
