variable "v" { default = var.names }
