package oidc

// ErrorCode is what clients are told. The values are those of the specifications.
type ErrorCode string

// The codes of RFC 6749.
const (
	InvalidRequest          ErrorCode = "invalid_request"
	InvalidClient           ErrorCode = "invalid_client"
	InvalidGrant            ErrorCode = "invalid_grant"
	InvalidScope            ErrorCode = "invalid_scope"
	UnsupportedGrantType    ErrorCode = "unsupported_grant_type"
	UnsupportedResponseType ErrorCode = "unsupported_response_type"
	AccessDenied            ErrorCode = "access_denied"
	ServerError             ErrorCode = "server_error"
	TemporarilyUnavailable  ErrorCode = "temporarily_unavailable"
)

// InvalidToken is of RFC 6750.
const InvalidToken ErrorCode = "invalid_token"

// The codes of OpenID Connect Core 1.0, and of its extension for acr.
const (
	LoginRequired                   ErrorCode = "login_required"
	InteractionRequired             ErrorCode = "interaction_required"
	RequestNotSupported             ErrorCode = "request_not_supported"
	RequestURINotSupported          ErrorCode = "request_uri_not_supported"
	RegistrationNotSupported        ErrorCode = "registration_not_supported"
	UnmetAuthenticationRequirements ErrorCode = "unmet_authentication_requirements"
)

// Error is a refusal in the words of the protocol, for the people who build a webapp. It is the
// JSON of RFC 6749, section 5.2.
type Error struct {
	Code ErrorCode `json:"error"`
	// Description is English, and has only the characters that RFC 6749 allows.
	Description string `json:"error_description,omitempty"`
	// Page means that nothing can be said to the client: it, its address or its state is not known.
	Page bool `json:"-"`
}

func (e *Error) Error() string { return string(e.Code) + ": " + e.Description }

func refuse(code ErrorCode, description string) *Error {
	return &Error{Code: code, Description: description}
}

func page(description string) *Error {
	return &Error{Code: InvalidRequest, Description: description, Page: true}
}
