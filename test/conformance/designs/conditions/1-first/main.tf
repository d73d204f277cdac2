variable "port" {
  type    = number
  default = 443
  validation {
    condition     = var.port > 0 && var.port < 65536
    error_message = "Port ${var.port} is no port."
  }
  validation {
    condition     = contains(terraform_data.allowed.input, var.port)
    error_message = "Port ${var.port} is not in ${jsonencode(terraform_data.allowed.input)}."
  }
}

resource "terraform_data" "allowed" {
  input = [80, 443, 8443]
}

resource "terraform_data" "listener" {
  for_each = { main = var.port }
  input    = { port = each.value, name = each.key }
  lifecycle {
    precondition {
      condition     = each.value != 80
      error_message = "${each.key}: port 80 is for redirects."
    }
    postcondition {
      condition     = self.input.port == var.port
      error_message = "wrong port"
    }
    postcondition {
      condition     = length(self.id) == 36
      error_message = "wrong id ${self.id}"
    }
  }
}

check "encrypted" {
  assert {
    condition     = endswith(tostring(var.port), "443")
    error_message = "Port ${var.port} is not for TLS."
  }
  assert {
    condition     = terraform_data.listener["main"].output.port == var.port
    error_message = "The listener listens on ${terraform_data.listener["main"].output.port}."
  }
}

module "inner" {
  source = "./inner"
  count  = 2
  value  = count.index + var.port
}

output "port" {
  value = var.port
  precondition {
    condition     = length(module.inner) == 2
    error_message = "Two of them."
  }
}
